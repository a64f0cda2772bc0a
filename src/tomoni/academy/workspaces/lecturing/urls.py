from django.urls import URLPattern

app_name = "lecturing"
urlpatterns: list[URLPattern] = []
