-- The score of every kelurahan in every month, anew from what was published: rukun/ranking/score.py as SQL.
--
-- It asks three tables: `inputs` and `wards` are the files ranking-inputs and ranking-kelurahan of all months with the
-- month of their folder, `methods` says by which numbers a month is ranked. The text is that of DuckDB and of Spark.
-- What it leaves out is the bootstrap of the interval.

WITH held AS (
  SELECT
    i.month, i.kelurahan, w.name,
    CAST(i.held_seconds AS DOUBLE) / greatest(1, i.allowed_seconds)          AS ratio,
    i.is_closed, i.is_reopened, i.stars, i.proof_stood, coalesce(i.outcome, '') AS outcome
  FROM inputs i
  JOIN wards w ON w.month = i.month AND w.code = i.kelurahan
),

-- What can be counted. Decided is what was closed or is overdue: the rest says nothing yet.
counted AS (
  SELECT
    month, kelurahan, name,
    count(*)                                                                  AS reports,
    sum(CASE WHEN is_closed OR ratio > 1 THEN 1 ELSE 0 END)                   AS decided,
    sum(CASE WHEN is_closed THEN 1 ELSE 0 END)                                AS closed,
    sum(CASE WHEN is_closed AND is_reopened THEN 1 ELSE 0 END)                AS reopened,
    count(stars)                                                              AS rated,
    coalesce(sum((stars - 1) / 4e0), 0e0)                                     AS stars,
    count(proof_stood)                                                        AS audited,
    sum(CASE WHEN proof_stood THEN 1 ELSE 0 END)                              AS stood
  FROM held
  GROUP BY month, kelurahan, name
),

-- What is the same for all. No share of true closings where the method weighs none.
city AS (
  SELECT
    c.month,
    CASE WHEN sum(c.rated) > 0 THEN sum(c.stars) / sum(c.rated) ELSE 0.5e0 END AS stars,
    CASE WHEN sum(c.audited) > 0 THEN sum(c.stood) * 1e0 / sum(c.audited) END AS proof,
    (sum(c.stood) + max(m.prior_true)) / (sum(c.audited) + max(m.prior_audits)) AS true_share
  FROM counted c
  JOIN methods m ON m.month = c.month
  GROUP BY c.month
),

-- What each closing is worth, and its pace: what was not truly done took the longest that is told apart.
worth AS (
  SELECT
    h.month, h.kelurahan, h.ratio, m.worst,
    CASE WHEN h.is_closed AND h.ratio <= 1 THEN 1e0 ELSE 0e0 END              AS on_time,
    CASE
      WHEN city.true_share IS NULL THEN 1e0
      WHEN h.outcome = 'confirmed' THEN 1e0
      WHEN h.outcome = 'disputed' THEN 0e0
      ELSE (c.stood + m.pseudo_audits * city.true_share) / (c.audited + m.pseudo_audits)
    END                                                                       AS worth
  FROM held h
  JOIN counted c ON c.month = h.month AND c.kelurahan = h.kelurahan
  JOIN city ON city.month = h.month
  JOIN methods m ON m.month = h.month
  WHERE h.is_closed OR h.ratio > 1
),

measured AS (
  SELECT
    month, kelurahan,
    sum(on_time * worth)                                                      AS kept,
    median(worth * ratio + (1 - worth) * greatest(ratio, worst))              AS pace
  FROM worth
  GROUP BY month, kelurahan
),

-- The beta prior by moments, over the kelurahan with enough decided reports, or over all where none has.
enough AS (
  SELECT month, share, n
  FROM (
    SELECT
      c.month, x.kept / c.decided AS share, c.decided AS n, m.reports_least,
      max(c.decided) OVER (PARTITION BY c.month)                              AS most
    FROM counted c
    JOIN measured x ON x.month = c.month AND x.kelurahan = c.kelurahan
    JOIN methods m ON m.month = c.month
  ) AS decided
  WHERE n >= reports_least OR most < reports_least
),

means AS (
  SELECT month, sum(share * n) / sum(n) AS mean, count(*) AS many FROM enough GROUP BY month
),

moments AS (
  SELECT
    e.month, max(s.mean)                                                      AS mean,
    sum((e.share - s.mean) * (e.share - s.mean)) / max(s.many)
      - sum(s.mean * (1 - s.mean) / e.n) / max(s.many)                        AS between_all
  FROM enough e
  JOIN means s ON s.month = e.month
  GROUP BY e.month
),

prior AS (
  SELECT
    m.month, coalesce(o.mean, 0.5e0)                                          AS mean,
    CASE
      WHEN o.mean IS NULL THEN m.weight_least
      WHEN o.between_all <= 0 THEN m.weight_most
      ELSE least(greatest(o.mean * (1 - o.mean) / o.between_all - 1, m.weight_least), m.weight_most)
    END                                                                       AS weight
  FROM methods m
  LEFT JOIN moments o ON o.month = m.month
),

parts AS (
  SELECT
    c.month, c.kelurahan, c.name, c.reports,
    (coalesce(x.kept, 0e0) + p.mean * p.weight) / (c.decided + p.weight)      AS on_time,
    1 - least(1e0, coalesce(x.pace, 1e0) / m.worst)                           AS speed,
    (c.stars + m.pseudo_ratings * city.stars) / (c.rated + m.pseudo_ratings)
      * (1 - c.reopened * 1e0 / greatest(1, c.closed))                        AS verdict,
    CASE
      WHEN city.proof IS NULL THEN NULL
      WHEN city.true_share IS NOT NULL
        THEN (c.stood + m.pseudo_audits * city.true_share) / (c.audited + m.pseudo_audits)
      WHEN c.audited > 0 THEN c.stood * 1e0 / c.audited
      ELSE city.proof
    END                                                                       AS proof,
    m.on_time AS w_on_time, m.speed AS w_speed, m.verdict AS w_verdict, m.proof AS w_proof
  FROM counted c
  JOIN city ON city.month = c.month
  JOIN methods m ON m.month = c.month
  JOIN prior p ON p.month = c.month
  LEFT JOIN measured x ON x.month = c.month AND x.kelurahan = c.kelurahan
  WHERE c.reports >= m.reports_least
),

scored AS (
  SELECT
    month, kelurahan, name, reports, on_time, speed, verdict, proof,
    round(100 * (w_on_time * on_time + w_speed * speed + w_verdict * verdict + coalesce(w_proof * proof, 0e0))
      / (w_on_time + w_speed + w_verdict + CASE WHEN proof IS NULL THEN 0e0 ELSE w_proof END), 6) AS score
  FROM parts
)

SELECT
  month, kelurahan, name, reports,
  rank() OVER (PARTITION BY month ORDER BY score DESC)                        AS place,
  score,
  round(on_time, 6) AS on_time, round(speed, 6) AS speed, round(verdict, 6) AS verdict, round(proof, 6) AS proof
FROM scored
ORDER BY month, place, kelurahan
