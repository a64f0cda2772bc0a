from django.urls import path

from tomoni.academy.steps.data import (
    boundary_views,
    recipe_views,
    release_views,
    transform_views,
    views,
)

app_name = "data"
_DATA = "cases/<int:case_id>/data/<slug:step_id>/"
urlpatterns = [
    path("cases/<int:case_id>/steps/<slug:step_id>/data/", views.step, name="step"),
    path(f"{_DATA}files/<slug:key>/", views.source, name="source"),
    path(f"{_DATA}tables/<slug:key>/", views.table, name="table"),
    path(f"{_DATA}tables/<slug:key>/cells/", views.cells, name="cells"),
    path(f"{_DATA}tables/<slug:key>/change/", recipe_views.change, name="change"),
    path(f"{_DATA}tables/<slug:key>/correct/", recipe_views.correct, name="correct"),
    path(f"{_DATA}tables/<slug:key>/recipe.yaml", recipe_views.recipe, name="recipe"),
    path(f"{_DATA}tables/<slug:key>/table.<str:form>", views.download, name="download"),
    path(f"{_DATA}tables/<slug:key>/transform/", transform_views.transform, name="transform"),
    path(f"{_DATA}tables/<slug:key>/publish/", release_views.publish, name="publish"),
    path(f"{_DATA}boundaries/<slug:key>/", boundary_views.areas, name="boundaries"),
    path(
        f"{_DATA}boundaries/<slug:key>/picture.svg",
        boundary_views.picture,
        name="boundaries_picture",
    ),
    path(f"{_DATA}releases/<slug:key>/", release_views.release, name="release"),
    path(
        f"{_DATA}releases/<slug:key>/release.<str:form>",
        release_views.release_download,
        name="release_download",
    ),
]
