from django.urls import path

from tomoni.academy.cohorts.graduates import register_views, views

app_name = "graduates"
urlpatterns = [
    path("cohorts/<int:cohort_id>/graduation/", views.closing, name="closing"),
    path("cohorts/<int:cohort_id>/own-certificate/", views.own, name="own"),
    path("cohorts/<int:cohort_id>/certificates.zip", views.all_certificates,
         name="all_certificates"),
    path("graduates/<int:graduate_id>/", views.graduate, name="graduate"),
    path("graduates/<int:graduate_id>/certificate.pdf", views.certificate, name="certificate"),
    path("graduates/<int:graduate_id>/badge.jwt", views.badge, name="badge"),
    path("badges/verify/", views.verify, name="verify"),
    path("municipalities/<int:municipality_id>/issuer.json", views.issuer, name="issuer"),
    path("municipalities/<int:municipality_id>/graduates/", register_views.register,
         name="register"),
    path("municipalities/<int:municipality_id>/graduates.xlsx", register_views.download,
         name="register_download"),
]  # fmt: skip
