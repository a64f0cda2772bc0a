from django.urls import path

from tomoni.academy.workspaces.desk import (
    custody_views,
    record_views,
    request_views,
    use_views,
)

app_name = "desk"
_HOLDING = "desk/holdings/<int:holding_id>/"
urlpatterns = [
    path("desk/", record_views.catalogue, name="catalogue"),
    path("desk/records/new/", record_views.new, name="new"),
    path("desk/records/<int:record_id>/", record_views.record, name="record"),
    path("desk/records/<int:record_id>/edit/", record_views.edit, name="edit"),
    path("desk/requests/", request_views.requests, name="requests"),
    path("desk/requests/new/", request_views.ask, name="ask"),
    path("desk/requests/<int:request_id>/", request_views.request_page, name="request"),
    path("desk/requests/<int:request_id>/close/", request_views.close, name="close"),
    path("desk/requests/<int:request_id>/remind/", request_views.remind, name="remind"),
    path("desk/holdings/<int:holding_id>/", custody_views.holding, name="holding"),
    path("desk/holdings/<int:holding_id>/apply/", use_views.apply, name="apply"),
    path("desk/holdings/<int:holding_id>/erase/", custody_views.erase, name="erase"),
    path(
        "desk/holdings/<int:holding_id>/certificate/", custody_views.certificate, name="certificate"
    ),
    path("desk/uses/", use_views.uses, name="uses"),
    path("desk/uses/<int:use_id>/", use_views.use, name="use"),
    path("desk/uses/<int:use_id>/withdraw/", use_views.withdraw, name="withdraw"),
    path("desk/audit/", custody_views.audit, name="audit"),
]
