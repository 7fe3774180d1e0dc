package io.serai.receipt.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.receipt.Receipt;
import io.serai.receipt.ReceiptState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The statements over the tables of receipts; each runs in its caller's transaction. */
final class ReceiptRows {

  private static final TypeReference<Map<String, String>> FACTS = new TypeReference<>() {};
  private static final String SELECT = "select * from receipt where ";

  private final JdbcTemplate jdbc;
  private final ObjectMapper json;

  ReceiptRows(JdbcTemplate jdbc, ObjectMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** Whether the key was free. */
  boolean insert(Receipt fresh) {
    Timestamp at = Timestamp.from(fresh.createdAt());
    return jdbc.update(
            """
            insert into receipt (id, tenant, claim_key, fingerprint, provider, account, product,
                                 purchase, state, code, facts, seq, route_id, route_set, trace,
                                 created_at, updated_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?)
            on conflict (tenant, claim_key) do nothing
            """,
            fresh.id(),
            fresh.tenant(),
            fresh.key(),
            fresh.fingerprint(),
            fresh.provider(),
            fresh.user(),
            fresh.product(),
            fresh.purchase(),
            fresh.verdict().state().word(),
            fresh.verdict().code(),
            write(fresh.verdict().facts()),
            fresh.routeId(),
            fresh.routeSet(),
            fresh.trace(),
            at,
            at)
        == 1;
  }

  Receipt byKey(String tenant, String key) {
    return only(jdbc.query(SELECT + "tenant = ? and claim_key = ?", this::read, tenant, key));
  }

  Receipt locked(String id) {
    return only(jdbc.query(SELECT + "id = ? for update", this::read, id));
  }

  Optional<Receipt> find(String tenant, String id) {
    return jdbc.query(SELECT + "tenant = ? and id = ?", this::read, tenant, id).stream()
        .findFirst();
  }

  private static Receipt only(List<Receipt> found) {
    return found.get(0); // nobody deletes one
  }

  /** Appends an entry; its number is given out under the row's lock. */
  void entry(String id, String event, Receipt.Verdict verdict, Instant at) {
    jdbc.update(
        """
        with next as (update receipt set seq = seq + 1 where id = ? returning seq)
        insert into receipt_entry (receipt_id, seq, event, state, code, facts, at)
        select ?, seq, ?, ?, ?, ?, ? from next
        """,
        id,
        id,
        event,
        verdict.state().word(),
        verdict.code(),
        write(verdict.facts()),
        Timestamp.from(at));
  }

  void update(String id, Receipt.Verdict verdict, Instant at) {
    jdbc.update(
        "update receipt set state = ?, code = ?, facts = ?, updated_at = ? where id = ?",
        verdict.state().word(),
        verdict.code(),
        write(verdict.facts()),
        Timestamp.from(at),
        id);
  }

  /** Uses the transaction, once for the tenant. */
  Receipt.Verdict use(Receipt receipt, Receipt.Verdict verdict, Instant at) {
    int used =
        jdbc.update(
            "insert into receipt_transaction values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
            receipt.tenant(),
            receipt.provider(),
            verdict.environment(),
            verdict.transaction(),
            receipt.id(),
            receipt.user(),
            Timestamp.from(at));
    return used == 1
        ? verdict
        : Objects.requireNonNull(
            jdbc.queryForObject(
                "select receipt_id, account from receipt_transaction where tenant = ?"
                    + " and provider = ? and environment = ? and transaction_id = ?",
                (row, n) -> taken(receipt, verdict, row.getString(1), row.getString(2)),
                receipt.tenant(),
                receipt.provider(),
                verdict.environment(),
                verdict.transaction()));
  }

  private static Receipt.Verdict taken(
      Receipt receipt, Receipt.Verdict verdict, String by, String account) {
    String why =
        account.equals(receipt.user())
            ? Receipt.Verdict.USED_BY_SAME_USER
            : Receipt.Verdict.USED_BY_ANOTHER_USER;
    return verdict.refused(why, Map.of("used_by", by));
  }

  /** Ends what was verified by the same purchase (S1.47); whether there was any. */
  boolean end(Receipt receipt, Receipt.Verdict verdict, Instant at) {
    List<String> known =
        jdbc.queryForList(
            "select id from receipt where tenant = ? and provider = ? and purchase = ?"
                + " and state in ('verified', 'ended') order by id for update",
            String.class,
            receipt.tenant(),
            receipt.provider(),
            receipt.purchase());
    for (String id : known) {
      Receipt before = locked(id);
      if (before.verdict().state() == ReceiptState.VERIFIED) {
        Receipt.Verdict over = before.verdict().ended();
        update(id, over, at);
        entry(id, "ended", over, at);
      }
    }
    return !known.isEmpty();
  }

  /** What was verified of a purchase and still stands. */
  List<Receipt> standing(String provider, @Nullable String purchase, @Nullable String original) {
    return purchase != null
        ? jdbc.query(
            SELECT + "provider = ? and purchase = ? and state = 'verified' order by id",
            this::read,
            provider,
            purchase)
        : jdbc.query(
            SELECT
                + "provider = ? and ((facts::jsonb) ->> 'original_transaction') = ?"
                + " and state = 'verified' order by id",
            this::read,
            provider,
            original);
  }

  /** Notes what the store said when it was asked again. */
  void checked(String id, Receipt.Verdict verdict, boolean ends, Instant at) {
    Receipt before = locked(id);
    if (before.verdict().state() != ReceiptState.VERIFIED) {
      return;
    }
    if (ends) {
      Receipt.Verdict over = before.verdict().ended();
      update(id, over, at);
      entry(
          id,
          "ended",
          new Receipt.Verdict(ReceiptState.ENDED, verdict.code(), over.facts(), true),
          at);
    } else {
      entry(
          id,
          "checked",
          new Receipt.Verdict(ReceiptState.VERIFIED, verdict.code(), verdict.facts(), false),
          at);
    }
  }

  private Receipt read(ResultSet row, int number) throws SQLException {
    return new Receipt(
        row.getString("id"),
        row.getString("tenant"),
        row.getString("claim_key"),
        row.getString("fingerprint"),
        row.getString("provider"),
        row.getString("account"),
        row.getString("product"),
        row.getString("purchase"),
        row.getString("route_id"),
        row.getString("route_set"),
        row.getString("trace"),
        row.getTimestamp("created_at").toInstant(),
        new Receipt.Verdict(
            ReceiptState.of(row.getString("state")),
            row.getString("code"),
            facts(row.getString("facts")),
            false));
  }

  private Map<String, String> facts(String text) {
    try {
      return json.readValue(text, FACTS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was written can be read", e);
    }
  }

  private String write(Map<String, String> facts) {
    try {
      return json.writeValueAsString(facts);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts is JSON", e);
    }
  }
}
