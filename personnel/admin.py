"""Django's admin as a window: everything can be read there, nothing changed, so no rule is bypassed."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from personnel.models import (
    AuditEntry,
    CivilServant,
    DataImport,
    LegalBasis,
    Placement,
    Position,
    Rank,
    RoleAssignment,
    Unit,
    User,
)


class ReadOnlyAdmin(admin.ModelAdmin):
    """Staff accounts may look; adding, changing and deleting go through the pages and their rules."""

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(User)
class UserAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "is_active", "must_change_password", "created_at")
    list_select_related = ("civil_servant",)
    search_fields = ("name", "civil_servant__name")
    exclude = ("password", "groups", "user_permissions")


@admin.register(RoleAssignment)
class RoleAssignmentAdmin(ReadOnlyAdmin):
    list_display = ("user", "role", "unit", "capacity", "starts_on", "ends_on")
    list_filter = ("role", "capacity")
    list_select_related = ("user__civil_servant", "unit")


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    list_display = ("at", "actor", "action", "object_type", "object_id")
    list_filter = ("action",)
    list_select_related = ("actor__civil_servant",)


@admin.register(Unit)
class UnitAdmin(ReadOnlyAdmin):
    list_display = ("name", "kind", "opd", "is_active")
    list_filter = ("kind", "is_active")
    list_select_related = ("opd",)
    search_fields = ("name", "code")


@admin.register(CivilServant)
class CivilServantAdmin(ReadOnlyAdmin):
    list_display = ("name", "employment", "legal_state", "unit", "position")
    list_filter = ("employment", "legal_state")
    list_select_related = ("unit", "position")
    search_fields = ("name",)


admin.site.register([DataImport, LegalBasis, Placement, Position, Rank], ReadOnlyAdmin)
