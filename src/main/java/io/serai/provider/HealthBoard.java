package io.serai.provider;

import io.serai.payment.ErrorCode;
import io.serai.payment.Printable;
import io.serai.payment.SeraiException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How the providers stand, and what operators decide about them; over the database alone, so that
 * it works without a running hub too. Blocking.
 */
@Component
public class HealthBoard {

  private static final int LONGEST_REASON = 500;
  private static final Pattern CARD_NUMBER = Pattern.compile("(?:\\d[ -]?){11,}\\d");

  private static final String ALL =
      """
      select h.*, o.mode, o.reason as override_reason, o.operator, o.at as override_at,
             (select coalesce(sum(e.count), 0) from provider_error e
               where e.provider = h.provider
                 and e.second > now() - h.within_ms * interval '1 millisecond') as errors
        from provider_health h
        left join lateral (select * from provider_override o where o.provider = h.provider
                            order by o.id desc limit 1) o on true
       order by h.provider
      """;

  private final JdbcClient jdbc;

  /** The board of a database. */
  public HealthBoard(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Every provider that a process has declared, by name. Those inside the hub are not there. */
  public List<ProviderHealth> all() {
    return jdbc.sql(ALL).query((row, n) -> health(row)).list();
  }

  /**
   * Records an operator's decision; every process acts by it as soon as it has read it.
   *
   * @param reason mandatory; one to 500 characters
   * @throws SeraiException with {@link ErrorCode#PROVIDER_NOT_FOUND} if no process ever declared
   *     such a provider, {@link ErrorCode#INVALID_FIELD} if the reason cannot be
   */
  public ProviderHealth decide(
      String provider, OperatorOverride.Mode mode, @Nullable String reason, String operator) {
    String why = checked(reason);
    int found =
        jdbc.sql(
                """
                insert into provider_override (provider, mode, reason, operator)
                select provider, :mode, :reason, :operator from provider_health
                 where provider = :provider
                """)
            .param("mode", mode.word())
            .param("reason", why)
            .param("operator", operator)
            .param("provider", provider)
            .update();
    List<ProviderHealth> all = all();
    if (found == 0) {
      throw new SeraiException(
          ErrorCode.PROVIDER_NOT_FOUND,
          "there is no provider '"
              + Printable.of(provider)
              + "' that can be left out; there are "
              + all.stream().map(ProviderHealth::name).collect(Collectors.joining(", ")));
    }
    return all.stream().filter(one -> one.name().equals(provider)).findFirst().orElseThrow();
  }

  private static String checked(@Nullable String reason) {
    String why = reason == null ? "" : reason.replaceAll("\\p{Cntrl}", " ").strip();
    if (why.isEmpty()) {
      throw SeraiException.invalid("reason", "is missing: say why, it is kept with your name");
    }
    if (why.length() > LONGEST_REASON) {
      throw SeraiException.invalid("reason", "is longer than " + LONGEST_REASON + " characters");
    }
    if (CARD_NUMBER.matcher(why).find()) {
      throw SeraiException.invalid("reason", "holds what looks like a card number");
    }
    return why;
  }

  private static ProviderHealth health(ResultSet row) throws SQLException {
    var state = ProviderHealth.State.of(row.getString("state"));
    OperatorOverride override = override(row);
    Instant probedAt = instant(row, "probed_at");
    return new ProviderHealth(
        row.getString("provider"),
        ProviderHealth.bypassed(
            state, override == null ? OperatorOverride.Mode.AUTO : override.mode()),
        state,
        Objects.requireNonNull(instant(row, "since")),
        row.getString("reason"),
        row.getLong("errors"),
        row.getInt("errors_limit"),
        row.getLong("within_ms") / 1000,
        override,
        probedAt == null
            ? null
            : new ProviderHealth.Probe(
                probedAt, Objects.requireNonNullElse(row.getString("probe_result"), "")),
        state == ProviderHealth.State.OPEN ? instant(row, "probe_at") : null);
  }

  private static @Nullable OperatorOverride override(ResultSet row) throws SQLException {
    String mode = row.getString("mode");
    return mode == null
        ? null
        : new OperatorOverride(
            OperatorOverride.Mode.of(mode),
            row.getString("override_reason"),
            row.getString("operator"),
            Objects.requireNonNull(instant(row, "override_at")));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
