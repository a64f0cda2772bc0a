from django.apps import AppConfig


class ProposalConfig(AppConfig):
    name = "tomoni.academy.steps.proposal"
    label = "proposal"
