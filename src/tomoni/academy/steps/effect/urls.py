app_name = "effect"
urlpatterns = []
