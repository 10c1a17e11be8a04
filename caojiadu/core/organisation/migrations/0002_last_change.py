from django.db import migrations

from caojiadu.core.memory import watch

# One row with a number that means nothing but "not as before"; whoever changes a watched table need not own it.
NUMBER = """
CREATE TABLE organisation_last_change (
    number uuid NOT NULL DEFAULT gen_random_uuid(),
    one boolean PRIMARY KEY DEFAULT true CHECK (one)
);
INSERT INTO organisation_last_change DEFAULT VALUES;
CREATE FUNCTION organisation_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    UPDATE organisation_last_change SET number = gen_random_uuid();
    RETURN NULL;
END $$;
"""
UNDO = "DROP FUNCTION organisation_changed(); DROP TABLE organisation_last_change;"


class Migration(migrations.Migration):

    dependencies = [
        ("organisation", "0001_start"),
    ]

    operations = [
        migrations.RunSQL(NUMBER, UNDO),
        watch("organisation_office"),
        watch("organisation_function"),
        watch("organisation_neighbourhood"),
        watch("organisation_centre"),
        watch("organisation_districtbody"),
        watch("organisation_fact"),
    ]
