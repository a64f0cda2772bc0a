app_name = "proposal"
urlpatterns = []
