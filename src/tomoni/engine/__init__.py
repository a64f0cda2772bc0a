"""Room 1: plain Python that turns files into tables, evidence, flows, effects, documents and cases.

No Django, no network, no clock and no global state: what is needed comes in as an argument,
what is made goes out as a value.
"""
