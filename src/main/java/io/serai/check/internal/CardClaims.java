package io.serai.check.internal;

import io.serai.check.Invariant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * I4, the other way round: whatever a network was told of money is in the history. An approval
 * names its hold, which is found by its key, and which the walk along the account compares with its
 * events; only what was approved without a hold is looked for among the events.
 */
final class CardClaims {

  private static final String PAGE =
      """
      select p.id, p.account_id,
             p.approved and case
               when p.hold is not null then not exists (
                 select from card_hold h where h.id = p.hold and h.account_id = p.account_id)
               else not exists (
                 select from card_event e
                  where e.account_id = p.account_id and p.id = e.tenant || '/' || e.request_key) end
        from (select id, account_id, decision::jsonb ->> 'hold' hold,
                     coalesce(decision::jsonb ->> 'approvalCode', '') <> '' approved
                from card_claim where id > ? order by id limit ?) p
       order by p.id
      """;

  private final int size;
  private String after = "";

  CardClaims(int size) {
    this.size = size;
  }

  /** Checks the next ones; false at the end. */
  boolean next(Connection connection, Findings findings) throws SQLException {
    int read = 0;
    try (PreparedStatement query = connection.prepareStatement(PAGE)) {
      query.setString(1, after);
      query.setInt(2, size);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          read++;
          after = row.getString(1);
          if (row.getBoolean(3)) {
            findings.add(
                Invariant.I4,
                row.getString(2),
                "the key " + after + " was approved, but no hold or event says so");
          }
        }
      }
    }
    return read == size;
  }
}
