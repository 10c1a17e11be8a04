"""Who stands behind a matter: petitioners, representatives, those who act for one; and who opens it from outside."""
