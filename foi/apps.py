from django.contrib.admin.apps import AdminConfig


class FOIAdminConfig(AdminConfig):
    default_site = "foi.admin.FOIAdminSite"
