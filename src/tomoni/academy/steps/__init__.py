"""The pages of the method: one app for each step that is more than a worksheet."""
