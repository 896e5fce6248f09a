-- How each kelurahan stood over the years, from the table `months` that months.sql makes: the same text for DuckDB and
-- Spark. `a_month` is by how much the score went up or down a month, by the straight line that fits best.

SELECT
  substring(month, 1, 4)                                                      AS year,
  kelurahan,
  max(name)                                                                   AS name,
  count(*)                                                                    AS months,
  sum(reports)                                                                AS reports,
  round(avg(score), 4)                                                        AS score,
  min(place)                                                                  AS best,
  max(place)                                                                  AS worst,
  CASE WHEN count(*) > 1
    THEN round(regr_slope(score, CAST(substring(month, 6, 2) AS DOUBLE)), 4)
  END                                                                         AS a_month
FROM months
GROUP BY substring(month, 1, 4), kelurahan
ORDER BY year, score DESC, kelurahan
