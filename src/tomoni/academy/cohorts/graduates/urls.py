from django.urls import URLPattern

app_name = "graduates"
urlpatterns: list[URLPattern] = []
