package io.serai.registry.internal;

import io.serai.registry.Standing;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the gate needs of the registry, in memory. Each refresh reads only what may have changed:
 * the rows of transactions that the last one could not see to the end, and later ones. Reads are
 * thread-safe, one thread refreshes.
 */
final class RegistryCopy {

  /**
   * A terminal.
   *
   * @param status its own standing
   * @param keySha256 what its key must hash to, or null
   * @param certificateSha256 what its certificate must hash to, or null
   */
  record Known(Standing status, @Nullable String keySha256, @Nullable String certificateSha256) {}

  private final JdbcClient jdbc;
  private final Map<String, Standing> merchants = new ConcurrentHashMap<>();
  private final Map<String, Known> terminals = new ConcurrentHashMap<>();
  private String seenUpTo = "0";

  RegistryCopy(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Nullable Standing merchant(String tenant, String merchant) {
    return merchants.get(tenant + ' ' + merchant);
  }

  @Nullable Known terminal(String tenant, String merchant, String terminal) {
    return terminals.get(tenant + ' ' + merchant + ' ' + terminal);
  }

  void refresh() {
    // Before the rows: what is still under way now is read again the next time.
    String next =
        jdbc.sql("select pg_snapshot_xmin(pg_current_snapshot())::text")
            .query(String.class)
            .single();
    RowCallbackHandler ofMerchants =
        row ->
            merchants.put(row.getString(1) + ' ' + row.getString(2), Standing.of(row.getString(3)));
    jdbc.sql("select tenant, id, status from merchant where xid >= cast(:seen as xid8)")
        .param("seen", seenUpTo)
        .query(ofMerchants);
    RowCallbackHandler ofTerminals =
        row ->
            terminals.put(
                row.getString(1) + ' ' + row.getString(2) + ' ' + row.getString(3),
                new Known(Standing.of(row.getString(4)), row.getString(5), row.getString(6)));
    jdbc.sql(
            "select tenant, merchant, id, status, key_sha256, certificate_sha256 from terminal"
                + " where xid >= cast(:seen as xid8)")
        .param("seen", seenUpTo)
        .query(ofTerminals);
    seenUpTo = next;
  }
}
