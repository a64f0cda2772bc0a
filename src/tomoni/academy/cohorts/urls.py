from django.urls import include, path

from tomoni.academy.cohorts import (
    division_views,
    people_views,
    role_views,
    roster_views,
    views,
)

app_name = "cohorts"
_people = [
    path("", people_views.people, name="people"),
    path("new/", people_views.add_person, name="add_person"),
    path("record/", people_views.record, name="people_record"),
    path("<int:user_id>/", people_views.person, name="person"),
    path("<int:user_id>/edit/", people_views.edit_person, name="edit_person"),
    path("<int:user_id>/leave/", people_views.leave, name="leave"),
    path("<int:user_id>/password/", people_views.password, name="password"),
    path("roster/", roster_views.hand_in, name="hand_in"),
    path("roster/template.xlsx", roster_views.template, name="template"),
    path("roster/<int:roster_id>/", roster_views.roster, name="roster"),
    path("roster/<int:roster_id>/confirm/", roster_views.confirm, name="confirm"),
    path("roster/<int:roster_id>/drop/", roster_views.drop_roster, name="drop_roster"),
]
_divisions = [
    path("", division_views.tree, name="divisions"),
    path("new/", division_views.open_division, name="open_division"),
    path("<int:division_id>/", division_views.division, name="division"),
    path("<int:division_id>/change/", division_views.change_division, name="change_division"),
    path("<int:division_id>/recall/", division_views.recall_division, name="recall_division"),
    path("<int:division_id>/abolish/", division_views.abolish_division, name="abolish_division"),
]
urlpatterns = [
    path("cohorts/<int:cohort_id>/", views.cohort, name="cohort"),
    path("cohorts/<int:cohort_id>/roles/", role_views.roles, name="roles"),
    path("cohorts/<int:cohort_id>/roles/<int:held_id>/take/", role_views.take_role,
         name="take_role"),
    path("cohorts/<int:cohort_id>/roles/<int:held_id>/stage/", role_views.change_stage,
         name="change_stage"),
    path("cohorts/<int:cohort_id>/let-in/", role_views.let_in, name="let_in"),
    path("groups/<int:group_id>/readers/", role_views.readers, name="readers"),
    path("municipalities/<int:municipality_id>/people/", include(_people)),
    path("municipalities/<int:municipality_id>/divisions/", include(_divisions)),
]  # fmt: skip
