"""The method on screen, one package a step, none with models of its own."""
