package io.serai.provider.internal;

import io.serai.provider.OperatorOverride;
import io.serai.provider.ProviderDefinition;
import io.serai.provider.ProviderHealth;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tables of providers' health. Each change of a state is one conditional update, so that of
 * several processes one wins; all times are the database's. Blocking.
 */
final class HealthStore {

  private static final String READ =
      """
      select h.provider, h.state, h.openings, coalesce(o.mode, 'auto') as mode,
             coalesce(h.state = 'open' and h.probe_at <= now()
                      or h.state = 'probing' and h.probe_until < now(), false) as probe_due,
             (select coalesce(sum(e.count), 0) from provider_error e
               where e.provider = h.provider
                 and e.second > now() - h.within_ms * interval '1 millisecond') as errors
        from provider_health h
        left join lateral (select mode from provider_override o where o.provider = h.provider
                            order by o.id desc limit 1) o on true
      """;

  /** Not for ever: a provider that answers inquiries and fails payments is left out for longer. */
  private static final String OPEN =
      """
      update provider_health h
         set state = 'open', since = now(), reason = :reason, changed_by = :process,
             openings = openings + 1, failed_probes = n.failed,
             probe_at = now() + least(probe_after_ms * power(2, n.failed),
                                      greatest(:longest, probe_after_ms)) * interval '1 millisecond'
        from (select provider, case when openings > 0
                                     and since > now() - within_ms * interval '1 millisecond'
                                    then least(failed_probes + 1, 20) else 0 end as failed
                from provider_health where provider = :provider) n
       where h.provider = n.provider and h.state = 'closed' and h.openings = :openings
      """;

  private static final String TAKE_PROBE =
      """
      update provider_health
         set state = 'probing', probe_by = :process,
             probe_until = now() + :hold * interval '1 millisecond'
       where provider = :provider
         and (state = 'open' and probe_at <= now() or state = 'probing' and probe_until < now())
      """;

  private static final String PROBE_FAILED =
      """
      update provider_health
         set state = 'open', failed_probes = least(failed_probes + 1, 20),
             probed_at = now(), probe_result = :result,
             probe_at = now() + least(probe_after_ms * power(2, least(failed_probes + 1, 20)),
                                      greatest(:longest, probe_after_ms)) * interval '1 millisecond'
       where provider = :provider and state = 'probing' and probe_by = :process
      """;

  private static final String BACK =
      """
      with back as (
        update provider_health
           set state = 'closed', since = now(), changed_by = :process,
               reason = 'answered a probe: ' || :result, probed_at = now(), probe_result = :result
         where provider = :provider and state = 'probing' and probe_by = :process
        returning provider),
      forgotten as (
        delete from provider_error where provider in (select provider from back))
      select count(*) from back
      """;

  private final JdbcClient jdbc;
  private final String process;

  HealthStore(JdbcClient jdbc, String process) {
    this.jdbc = jdbc;
    this.process = process;
  }

  /** Makes providers known, with their rules. */
  void declare(Collection<ProviderDefinition> providers) {
    for (ProviderDefinition provider : providers) {
      jdbc.sql(
              """
              insert into provider_health (provider, errors_limit, within_ms, probe_after_ms)
              values (:provider, :errors, :within, :probeAfter)
              on conflict (provider) do update
                 set errors_limit = excluded.errors_limit, within_ms = excluded.within_ms,
                     probe_after_ms = excluded.probe_after_ms
              """)
          .param("provider", provider.name())
          .param("errors", provider.bypass().errors())
          .param("within", provider.bypass().within().toMillis())
          .param("probeAfter", provider.bypass().probeAfter().toMillis())
          .update();
    }
  }

  /** How all of them stand. */
  Map<String, Standing> read() {
    return jdbc
        .sql(READ)
        .query((row, n) -> Map.entry(row.getString("provider"), standing(row)))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Standing standing(ResultSet row) throws SQLException {
    return new Standing(
        ProviderHealth.State.of(row.getString("state")),
        OperatorOverride.Mode.of(row.getString("mode")),
        row.getInt("openings"),
        row.getBoolean("probe_due"),
        row.getLong("errors"));
  }

  /** Adds errors to the second that lies so long ago. */
  void add(String provider, Duration ago, int count) {
    jdbc.sql(
            """
            insert into provider_error (provider, second, process, count)
            values (:provider,
                    date_trunc('second', now() - :ago * interval '1 millisecond'), :process, :count)
            on conflict (provider, second, process) do update
               set count = provider_error.count + excluded.count
            """)
        .param("provider", provider)
        .param("ago", ago.toMillis())
        .param("process", process)
        .param("count", count)
        .update();
  }

  /** Forgets errors that no window reaches. */
  void forget() {
    jdbc.sql("delete from provider_error where second < now() - :age * interval '1 millisecond'")
        .param("age", ProvidersFile.LONGEST_WINDOW.multipliedBy(2).toMillis())
        .update();
  }

  /** Leaves the provider out; false if another process was first. */
  boolean open(String provider, int openings, String reason, Duration longestPause) {
    return jdbc.sql(OPEN)
            .param("provider", provider)
            .param("openings", openings)
            .param("reason", reason)
            .param("process", process)
            .param("longest", longestPause.toMillis())
            .update()
        == 1;
  }

  /** Takes the probe that is due, for so long; false if another process has it. */
  boolean takeProbe(String provider, Duration hold) {
    return jdbc.sql(TAKE_PROBE)
            .param("provider", provider)
            .param("process", process)
            .param("hold", hold.toMillis())
            .update()
        == 1;
  }

  /** Lets the pause begin anew, longer. */
  void probeFailed(String provider, String result, Duration longestPause) {
    jdbc.sql(PROBE_FAILED)
        .param("provider", provider)
        .param("process", process)
        .param("result", result)
        .param("longest", longestPause.toMillis())
        .update();
  }

  /**
   * Takes the provider back in and forgets its errors; false if the probe was not ours any more.
   */
  boolean back(String provider, String result) {
    return jdbc.sql(BACK)
            .param("provider", provider)
            .param("process", process)
            .param("result", result)
            .query(Long.class)
            .single()
        == 1;
  }
}
