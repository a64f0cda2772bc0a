"""The look of every page: base page, components with one gallery, forms from plain values.

In come plain values (`FieldView`, `StepView`, `CommentView`, …); out goes HTML that works by
keyboard, without a script, and prints. No app is known here: pages of other apps extend
`ui/base.html`, load the tags with `{% load ui %}` and register their entry in `navigation`.
"""
