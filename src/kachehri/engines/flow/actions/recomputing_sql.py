"""The two statements of `recomputing`. `START` is the same in both: what tells a group's end."""

# Midnight in Pakistan before the filing, or its very moment where hours tell the end.
START = """
CASE WHEN clock.rule = ANY(%(exact)s)
       OR clock.happened -> 'extended_by' ->> 1 NOT IN ('days', 'working-days')
     THEN clock.started_at
     ELSE (date_trunc('day', clock.started_at AT TIME ZONE 'UTC' + interval '5 hours')
           - interval '5 hours') AT TIME ZONE 'UTC'
END
"""

GROUPS = f"""
SELECT clock.rule, clock.calendar, {START} AS start, clock.happened::text AS happened,
       clock.due_at, clock.is_estimated, count(*)
FROM flow_clock AS clock
WHERE clock.state <> 'stopped'
  AND (clock.calendar = %(calendar)s OR clock.calendar LIKE %(within)s)
GROUP BY 1, 2, 3, 4, 5, 6
ORDER BY 1, 2, 3, 4, 5, 6
"""  # noqa: S608  (no part of it comes from outside)

# The planner cannot know how many clocks a group has: it would sort all of them on disk.
PLAN = (
    "SET LOCAL work_mem = '64MB'; SET LOCAL enable_mergejoin = off; SET LOCAL enable_nestloop = off"
)

# The groups of a batch, and the clocks that belong to them.
NEW = """
WITH new AS (
    SELECT *
    FROM unnest(%(rules)s::text[], %(calendars)s::text[], %(starts)s::timestamptz[],
                %(texts)s::text[], %(befores)s::timestamptz[], %(were)s::boolean[],
                %(dues)s::timestamptz[], %(estimates)s::boolean[]) WITH ORDINALITY
        AS new (rule, calendar, start, happened, before, was, due_at, is_estimated, number)
)
"""
OF_GROUPS = f"""
FROM flow_clock AS clock
JOIN new ON clock.rule = new.rule AND clock.calendar = new.calendar
        AND {START} = new.start AND clock.happened::text = new.happened
WHERE clock.state <> 'stopped'
  AND clock.due_at IS NOT DISTINCT FROM new.before AND clock.is_estimated = new.was
"""

SUBJECTS = f"{NEW} SELECT DISTINCT clock.subject_id {OF_GROUPS}"

# `next_at` moves as `rules.ladder_moment` says.
CHANGE = f"""
{NEW}, old AS (
    SELECT clock.id, new.number, new.before, new.due_at, new.is_estimated
    {OF_GROUPS}
    ORDER BY clock.id
    FOR UPDATE OF clock
), changed AS (
    UPDATE flow_clock AS clock
    SET due_at = old.due_at,
        is_estimated = old.is_estimated,
        next_at = CASE WHEN old.due_at IS NULL THEN NULL
                       WHEN old.before IS NULL THEN GREATEST(clock.next_at, old.due_at)
                       WHEN clock.rung = 0 THEN clock.next_at + (old.due_at - old.before)
                       WHEN clock.next_at IS NOT NULL THEN GREATEST(clock.next_at, old.due_at)
                  END
    FROM old WHERE old.id = clock.id
    RETURNING old.number, clock.id, clock.subject_id, clock.basis, clock.started_at, clock.state,
              clock.rung, clock.next_at, old.before, clock.due_at
), trail AS (
    INSERT INTO flow_reckoned (clock_id, at, before, after, why, "values")
    SELECT id, %(at)s, before, due_at, %(why)s, %(values)s::jsonb
    FROM changed WHERE before IS DISTINCT FROM due_at
)
SELECT number, id, subject_id, basis, (extract(epoch FROM started_at) * 1000000)::bigint, state,
       rung, (extract(epoch FROM next_at) * 1000000)::bigint
FROM changed
ORDER BY id
"""  # noqa: S608  (no part of it comes from outside)
