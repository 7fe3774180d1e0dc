package io.serai.subscription.internal;

import io.serai.intake.JsonBody;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads rows. */
final class RecurringRows {

  private RecurringRows() {}

  static Recurring row(ResultSet row, int number) throws SQLException {
    var made =
        new Recurring.Made(
            row.getString("id"),
            Kind.of(row.getString("kind")),
            row.getString("tenant"),
            row.getString("fingerprint"),
            JsonBody.asMap(JsonBody.parse(row.getString("request"))),
            row.getString("provider"),
            row.getString("trace"),
            row.getTimestamp("created_at").toInstant());
    var now =
        new Standing(
            RecurringState.of(row.getString("state")),
            row.getString("code"),
            row.getString("decline_code"),
            row.getString("payment_id"),
            plan(row, "plan"),
            plan(row, "wanted"),
            facts(row),
            row.getInt("tries"));
    return new Recurring(made, now, row.getInt("seq"));
  }

  private static Standing.@Nullable PlanRef plan(ResultSet row, String which) throws SQLException {
    String id = row.getString(which + "_id");
    String reference = row.getString(which + "_reference");
    return id == null || reference == null ? null : new Standing.PlanRef(id, reference);
  }

  private static Standing.Facts facts(ResultSet row) throws SQLException {
    return new Standing.Facts(
        row.getString("reference"),
        row.getString("approval_url"),
        row.getString("provider_state"),
        instant(row.getTimestamp("period_start")),
        instant(row.getTimestamp("period_end")));
  }

  private static @Nullable Instant instant(@Nullable Timestamp time) {
    return time == null ? null : time.toInstant();
  }
}
