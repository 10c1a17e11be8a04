"""The three administrators, of whom nobody is two: each page of the administrators belongs to one of them.

GB/T 22239, 8.1.5: who runs the system, who decides what others may do, and who looks at both, are different people.
"""

SYSTEM = "system_admin"  # accounts, facts, calendar, texts, limits
SECURITY = "security_admin"  # posts, permissions, keys and seals, exceptions
AUDIT = "audit_admin"  # reads the trail and the history of settings, and changes nothing
ADMINISTRATORS = (SYSTEM, SECURITY, AUDIT)
