package io.serai.hub;

import static java.util.Objects.requireNonNull;

import io.serai.issuing.internal.ProgramDouble;
import java.sql.Timestamp;
import java.time.Instant;

/** The same over the accounts in PostgreSQL: one commit for each decision, on disk (I4, S4.3). */
class IssuingTest extends IssuingScenarios {

  @Override
  Class<?> configuration() {
    return ProgramDouble.class;
  }

  @Override
  void open(TestHub hub, Issued issued, String token, long balance) {
    Timestamp now = Timestamp.from(Instant.now());
    hub.jdbc()
        .update(
            "insert into card_account (id, tenant, program, currency, balance_minor, created_at,"
                + " updated_at) values (?, 'acme', ?, 'JPY', ?, ?, ?)",
            issued.account(),
            ProgramDouble.NAME,
            balance,
            now,
            now);
    hub.jdbc()
        .update(
            "insert into card (id, account_id, tenant, token, bin, last_four, expiry, status,"
                + " created_at, updated_at) values (?, ?, 'acme', ?, ?, ?, '2030-12', 'active', ?,"
                + " ?)",
            "crd_" + issued.account(),
            issued.account(),
            token,
            issued.pan().substring(0, 6),
            issued.pan().substring(issued.pan().length() - 4),
            now,
            now);
  }

  @Override
  Stands stands(TestHub hub, String account) {
    return requireNonNull(
        hub.jdbc()
            .queryForObject(
                "select balance_minor, held_minor from card_account where id = ?",
                (row, n) -> new Stands(row.getLong(1), row.getLong(2)),
                account));
  }
}
