"""Who waits for whom without looking at the files of requests nobody has answered."""

from django.db import migrations

_SQL = """
CREATE OR REPLACE VIEW ocop_waiting AS
SELECT step.id * 2 AS id, 'file'::varchar(7) AS kind, step.dossier_id, step.id AS step_id, NULL::bigint AS request_id,
       step.stage AS holder, step.started_at AS since, step.due_on, step.area_code
FROM ocop_step step WHERE step.ended_at IS NULL
UNION ALL
SELECT asked.id * 2 + 1, 'request'::varchar(7), asked.dossier_id, NULL::bigint, asked.id, 'entity'::varchar(10),
       asked.asked_at, asked.due_on, asked.area_code
FROM ocop_itemrequest asked WHERE asked.state = 'open'
UNION ALL
SELECT asked.id * 2 + 1, 'request'::varchar(7), asked.dossier_id, NULL::bigint, asked.id, asked.stage,
       asked.answered_at, NULL::date, asked.area_code
FROM ocop_itemrequest asked JOIN ocop_dossier file ON file.id = asked.dossier_id
WHERE asked.state = 'answered' AND file.state <> 'returned';
"""

_BACK = """
CREATE OR REPLACE VIEW ocop_waiting AS
SELECT step.id * 2 AS id, 'file'::varchar(7) AS kind, step.dossier_id, step.id AS step_id, NULL::bigint AS request_id,
       step.stage AS holder, step.started_at AS since, step.due_on, step.area_code
FROM ocop_step step WHERE step.ended_at IS NULL
UNION ALL
SELECT asked.id * 2 + 1, 'request'::varchar(7), asked.dossier_id, NULL::bigint, asked.id,
       CASE WHEN asked.state = 'open' THEN 'entity'::varchar(10) ELSE asked.stage END,
       CASE WHEN asked.state = 'open' THEN asked.asked_at ELSE asked.answered_at END,
       CASE WHEN asked.state = 'open' THEN asked.due_on END, asked.area_code
FROM ocop_itemrequest asked JOIN ocop_dossier file ON file.id = asked.dossier_id
WHERE asked.state = 'open' OR (asked.state = 'answered' AND file.state <> 'returned');
"""


class Migration(migrations.Migration):
    """A quicker view."""

    dependencies = [("ocop", "0006_entity_unknown")]
    operations = [migrations.RunSQL(_SQL, _BACK)]
