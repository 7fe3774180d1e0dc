package io.serai.check.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.serai.check.internal.PaymentFile.Owed;
import io.serai.check.internal.PaymentFile.Posted;
import io.serai.check.internal.PaymentFile.Row;
import io.serai.check.internal.PaymentFile.Settled;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads all that is written of some payments, in the connection's transaction. */
final class FileReader {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Connection connection;

  FileReader(Connection connection) {
    this.connection = connection;
  }

  List<PaymentFile> read(Collection<String> ids) throws SQLException {
    Map<String, Row> rows = new HashMap<>();
    each(
        "select id, tenant, merchant, seq, state, in_flight, data,"
            + " concat_ws(' ', id, tenant, merchant, route_set, trace_id, data) from payment"
            + " where id = any(?)",
        ids,
        r ->
            rows.put(
                r.getString(1),
                new Row(
                    r.getString(2),
                    r.getString(3),
                    r.getInt(4),
                    r.getString(5),
                    r.getBoolean(6),
                    r.getString(8),
                    json(r.getString(7)))));
    Map<String, List<Entry>> entries = entries(ids);
    Map<String, List<Posted>> posted =
        lists(
            "select payment_id, seq, debit, credit, provider, currency, minor, tenant,"
                + " business_date::text from ledger where payment_id = any(?)"
                + " order by payment_id, seq, posting",
            ids,
            r ->
                new Posted(
                    r.getInt(2),
                    r.getString(3),
                    r.getString(4),
                    r.getString(5),
                    r.getString(6),
                    r.getLong(7),
                    r.getString(8),
                    r.getString(9)));
    Map<String, List<Owed>> owed = owed(rows, ids);
    Map<String, Integer> settledSeq = new HashMap<>();
    each(
        "select payment_id, seq from settlement.position where payment_id = any(?)",
        ids,
        r -> settledSeq.put(r.getString(1), r.getInt(2)));
    Map<String, List<Settled>> settled =
        lists(
            "select payment_id, seq, provider, currency, business_date::text, kind, operation,"
                + " minor, tenant from settlement.line where payment_id = any(?)"
                + " order by payment_id, seq",
            ids,
            r ->
                new Settled(
                    r.getInt(2),
                    r.getString(3),
                    r.getString(4),
                    r.getString(5),
                    r.getString(6),
                    r.getString(7),
                    r.getLong(8),
                    r.getString(9)));
    Map<String, String> claims = claims(rows.values());
    return ids.stream()
        .map(
            id -> {
              Row row = rows.get(id);
              return new PaymentFile(
                  id,
                  row,
                  entries.getOrDefault(id, List.of()),
                  posted.getOrDefault(id, List.of()),
                  owed.getOrDefault(id, List.of()),
                  row == null ? null : claims.get(claim(row)),
                  settledSeq.get(id),
                  settled.getOrDefault(id, List.of()));
            })
        .toList();
  }

  private Map<String, List<Entry>> entries(Collection<String> ids) throws SQLException {
    return lists(
        "select payment_id, seq, at, epoch, xid::text, commit_id, event, data, subject, answer,"
            + " concat_ws(' ', event, tenant, merchant, route_set, trace_id, subject, data) from journal where payment_id = any(?) order by payment_id, seq",
        ids,
        r ->
            new Entry(
                r.getInt(2),
                r.getTimestamp(3).toInstant(),
                r.getInt(4),
                Long.parseUnsignedLong(r.getString(5)),
                r.getString(6),
                r.getString(7),
                r.getString(11),
                json(r.getString(8)),
                r.getString(9),
                r.getString(10)));
  }

  /** By the attempts that the journal has, since follow-ups are found by their own name only. */
  private Map<String, List<Owed>> owed(Map<String, Row> rows, Collection<String> ids)
      throws SQLException {
    List<String> names = new ArrayList<>();
    for (String id : ids) {
      Row row = rows.get(id);
      int attempts = row == null ? 0 : row.data().path("attempts").asInt();
      for (int attempt = 1; attempt <= attempts; attempt++) {
        names.add(id + "/" + attempt);
      }
    }
    return lists(
        "select payment_id, id, data, open, to_jsonb(f)::text from follow_up f where id = any(?)",
        names,
        r -> {
          String id = r.getString(2);
          JsonNode data = json(r.getString(3));
          return new Owed(
              Integer.parseInt(id.substring(id.lastIndexOf('/') + 1)),
              data.path("provider").asText(),
              data.path("operation").asText(),
              r.getBoolean(4),
              r.getString(5));
        });
  }

  private Map<String, String> claims(Collection<Row> rows) throws SQLException {
    Map<String, String> claims = new HashMap<>();
    each(
        "select id, payment_id from claim where id = any(?)",
        rows.stream().map(FileReader::claim).toList(),
        r -> claims.put(r.getString(1), r.getString(2)));
    return claims;
  }

  private static String claim(Row row) {
    return row.tenant() + "/" + row.data().path("origin").path("claimKey").asText();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  @FunctionalInterface
  private interface Each {
    void read(ResultSet row) throws SQLException;
  }

  @FunctionalInterface
  private interface One<T> {
    T read(ResultSet row) throws SQLException;
  }

  private <T> Map<String, List<T>> lists(String sql, Collection<String> ids, One<T> one)
      throws SQLException {
    Map<String, List<T>> lists = new HashMap<>();
    each(
        sql,
        ids,
        r -> lists.computeIfAbsent(r.getString(1), id -> new ArrayList<>()).add(one.read(r)));
    return lists;
  }

  private void each(String sql, Collection<String> ids, Each each) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setArray(1, connection.createArrayOf("text", ids.toArray(String[]::new)));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          each.read(row);
        }
      }
    }
  }
}
