from django.urls import path

from tomoni.academy.cohorts.calendar import attendance_views, code_views, feed_views, views

app_name = "calendar"
_MEETING = "meetings/<int:meeting_id>/"
urlpatterns = [
    path("cohorts/<int:cohort_id>/calendar/", views.calendar, name="calendar"),
    path("cohorts/<int:cohort_id>/calendar.xlsx", views.download, name="download"),
    path("cohorts/<int:cohort_id>/calendar/plan/", views.plan, name="plan"),
    path("cohorts/<int:cohort_id>/attendance/", attendance_views.table, name="table"),
    path(
        "cohorts/<int:cohort_id>/attendance.xlsx", attendance_views.download, name="download_table"
    ),
    path(_MEETING, views.meeting, name="meeting"),
    path(f"{_MEETING}timer/", views.timer, name="timer"),
    path(f"{_MEETING}attendance/", attendance_views.attendance, name="attendance"),
    path(f"{_MEETING}slide/", code_views.slide, name="slide"),
    path(f"{_MEETING}attend/", code_views.attend, name="attend"),
    path(f"{_MEETING}meeting.ics", feed_views.invitation, name="invitation"),
    path("attend/<str:token>/", code_views.attend_by_token, name="attend_by_token"),
    path("me/calendar/", feed_views.subscription, name="subscription"),
    path("me/calendar/renew/", feed_views.renew, name="renew"),
    path("me/calendar/withdraw/", feed_views.withdraw, name="withdraw"),
    path("calendar/<str:token>/tomoni.ics", feed_views.feed, name="feed"),
]
