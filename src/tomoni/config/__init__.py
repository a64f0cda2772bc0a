"""Room 3: how the parts are put together. Settings come from the environment and nowhere else.

Comes in: environment variables and the command line. Goes out: the web application and the
command `tomoni`. Why: the engine and the academy know nothing about where they run.
"""
