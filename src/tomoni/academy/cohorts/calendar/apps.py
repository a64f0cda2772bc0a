from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "tomoni.academy.cohorts.calendar"
    label = "calendar"
