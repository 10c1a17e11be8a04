"""What holds for every office of the settings: its folder, its row, its permissions, its addresses."""

import importlib

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group

from caojiadu.core.organisation.models import Function, Office
from caojiadu.core.organisation.office import OfficeConfig, office_configs

each_office = pytest.mark.parametrize("key", settings.OFFICES)


@each_office
def test_its_configuration_follows_from_its_folder(key):
    config = apps.get_app_config(f"office_{key}")
    assert isinstance(config, OfficeConfig)
    assert (config.key, config.name) == (key, f"offices.{key}")


@each_office
def test_its_pages_are_named_after_it(key):
    assert importlib.import_module(f"offices.{key}.urls").app_name == f"office_{key}"


@each_office
def test_its_records_live_in_its_own_tables(key):
    models = apps.get_app_config(f"office_{key}").get_models()
    assert all(model._meta.db_table.startswith(f"office_{key}_") for model in models)


@each_office
@pytest.mark.django_db
def test_its_row_agrees_with_its_code(key):
    office = Office.objects.get(key=key)
    assert office.code == apps.get_app_config(f"office_{key}").code
    assert office.app_label == f"office_{key}"
    assert Function.objects.get(code=f"{office.code}0").office == office


@each_office
@pytest.mark.django_db
def test_its_head_may_do_what_its_handlers_may(key):
    permissions = apps.get_app_config(f"office_{key}").post_permissions()
    assert permissions["handler"] <= permissions["head"]
    assert not any(".delete_" in name for role in permissions.values() for name in role)
    assert Group.objects.filter(name__in=(f"{key}.head", f"{key}.handler")).count() == 2


def test_the_settings_name_every_office_once():
    assert [config.key for config in office_configs()] == settings.OFFICES
    assert len({config.code for config in office_configs()}) == len(settings.OFFICES)
