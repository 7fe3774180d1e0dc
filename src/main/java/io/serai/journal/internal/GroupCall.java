package io.serai.journal.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.journal.Claim;
import io.serai.journal.Commit;
import io.serai.journal.CommitResult;
import io.serai.journal.NewEntry;
import io.serai.journal.Posting;
import io.serai.payment.EventData;
import io.serai.payment.Origin;
import io.serai.payment.Payment;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends one group of commits to {@code serai_commit_group}; column by column, as arrays. */
final class GroupCall {

  private static final String[] TYPES = {
    "text",
    "int",
    "int",
    "text",
    "text",
    "text",
    "boolean",
    "text",
    "text",
    "date",
    "timestamptz",
    "text",
    "text",
    "int",
    "text",
    "text",
    "text",
    "int",
    "int",
    "text",
    "text",
    "text",
    "text",
    "int",
    "text",
    "timestamptz",
    "text",
    "int",
    "text",
    "text",
    "int",
    "text",
    "bytea",
    "int",
    "text",
    "int",
    "text",
    "int",
    "int",
    "timestamptz",
    "text",
    "text",
    "text",
    "text",
    "text",
    "bigint",
    "text",
    "text",
    "text",
    "text",
    "date"
  };
  private static final int GROUP = 35;
  // The ledger's function is handed the verdict, so that it posts what was applied and no more.
  private static final String SQL =
      "select serai_post(serai_commit_group(?"
          + ",?".repeat(GROUP)
          + ")"
          + ",?".repeat(TYPES.length - GROUP)
          + ")";
  private static final CommitResult[] RESULTS = CommitResult.values();

  private final ObjectMapper json;
  private final CardVault vault;

  GroupCall(ObjectMapper json, CardVault vault) {
    this.json = json;
    this.vault = vault;
  }

  /** Applies the group in one transaction; the results are in the order of the commits. */
  CommitResult[] apply(Connection connection, int epoch, List<Commit> group) throws SQLException {
    List<List<@Nullable Object>> columns = columns(group);
    try (PreparedStatement call = connection.prepareStatement(SQL)) {
      call.setInt(1, epoch);
      for (int i = 0; i < TYPES.length; i++) {
        Array array = connection.createArrayOf(TYPES[i], values(TYPES[i], columns.get(i)));
        call.setArray(i + 2, array);
      }
      try (ResultSet row = call.executeQuery()) {
        row.next();
        Integer[] statuses = (Integer[]) row.getArray(1).getArray();
        CommitResult[] results = new CommitResult[statuses.length];
        for (int i = 0; i < results.length; i++) {
          results[i] = RESULTS[statuses[i]];
        }
        return results;
      }
    }
  }

  /** Typed arrays: the driver sends them in binary, an Object[] as a text full of escapes. */
  private static @Nullable Object[] values(String type, List<@Nullable Object> column) {
    return switch (type) {
      case "int" -> column.toArray(new Integer[0]);
      case "bigint" -> column.toArray(new Long[0]);
      case "boolean" -> column.toArray(new Boolean[0]);
      case "bytea" -> column.toArray(new byte[0][]);
      default -> column.toArray(new String[0]);
    };
  }

  private List<List<@Nullable Object>> columns(List<Commit> group) {
    List<List<@Nullable Object>> columns = new ArrayList<>(TYPES.length);
    for (int i = 0; i < TYPES.length; i++) {
      columns.add(new ArrayList<>(group.size()));
    }
    int idx = 0;
    for (Commit commit : group) {
      idx++;
      addPayment(columns, commit);
      addEntries(columns, commit, idx);
      Claim claim = commit.claim();
      if (claim != null) {
        add(columns, 13, idx, claim.key(), claim.subject(), claim.fingerprint());
      }
      for (var owed : commit.followUps()) {
        add(columns, 23, idx, owed.id(), owed.dueAt().toString(), write(owed));
      }
      for (var done : commit.closed()) {
        add(columns, 27, idx, done.followUpId(), done.code());
      }
      if (commit.card() != null) {
        byte[] sealed = vault.seal(commit.payment().id(), commit.card());
        add(columns, 30, idx, vault.keyId(), sealed);
      }
      if (commit.released() != null) {
        add(columns, 33, idx, commit.released());
      }
      addPostings(columns, commit, idx);
    }
    return columns;
  }

  private void addPayment(List<List<@Nullable Object>> columns, Commit commit) {
    Payment payment = commit.payment();
    Origin origin = payment.origin();
    add(
        columns,
        0,
        payment.id(),
        commit.expectedSeq(),
        payment.seq(),
        origin.tenant(),
        origin.merchant(),
        payment.state().word(),
        !payment.inFlight().isEmpty(),
        origin.routeSet(),
        origin.trace(),
        commit.businessDate().toString(),
        commit.at().toString(),
        write(payment),
        commit.id());
  }

  private void addEntries(List<List<@Nullable Object>> columns, Commit commit, int idx) {
    int seq = commit.expectedSeq();
    Instant at = commit.at();
    for (NewEntry entry : commit.entries()) {
      seq++;
      EventData data =
          EventData.of(
              commit.payment(), seq, entry.kind(), at, commit.businessDate(), entry.facts());
      add(columns, 17, idx, seq, entry.kind().word(), write(data), entry.subject(), entry.answer());
    }
  }

  private static void addPostings(List<List<@Nullable Object>> columns, Commit commit, int idx) {
    if (commit.postings().isEmpty()) {
      return;
    }
    Payment payment = commit.payment();
    Origin origin = payment.origin();
    String at = commit.at().toString();
    for (Posting posting : commit.postings()) {
      add(
          columns,
          GROUP,
          idx,
          payment.id(),
          posting.seq(),
          posting.number(),
          at,
          posting.debit().word(),
          posting.credit().word(),
          posting.movement().provider(),
          posting.movement().kind(),
          payment.amount().currency().alphabetic(),
          posting.minor(),
          origin.tenant(),
          origin.merchant(),
          origin.routeSet(),
          origin.trace(),
          commit.businessDate().toString());
    }
  }

  private static void add(
      List<List<@Nullable Object>> columns, int from, @Nullable Object... values) {
    for (int i = 0; i < values.length; i++) {
      columns.get(from + i).add(values[i]);
    }
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of the vocabulary must be writable as JSON", e);
    }
  }
}
