from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FormsConfig(AppConfig):
    name = "tomoni.academy.proposals.forms"
    label = "forms"

    def ready(self) -> None:
        from tomoni.academy.proposals import sections  # noqa: PLC0415 - models are ready now
        from tomoni.academy.proposals.forms import (  # noqa: PLC0415
            case_values,
            names,
            offers,
            proposal_values,
            values,
        )

        values.register(
            "proposal",
            values.Group(_("提案"), fields=names.PROPOSAL, find=proposal_values.find),
        )
        values.register(
            "kept",
            values.Group(_("予算と効果の確認"), fields=names.KEPT, find=lambda asked: {}),
        )
        values.register(
            "case",
            values.Group(
                _("ケースの数値・図・根拠"), fields=names.CASE, find=case_values.find,
                pictures=names.PICTURES,
            ),
        )  # fmt: skip
        sections.register("forms", section=offers.section, order=offers.ORDER)
