package io.serai.registry.internal;

import io.serai.registry.ImportReport;
import io.serai.registry.Merchant;
import io.serai.registry.MerchantTerminal;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes merchants and terminals, many at once; rows that say the same are not touched. */
public final class RegistryRows {

  private final JdbcClient jdbc;

  /** The rows of a database. */
  public RegistryRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Adds or changes merchants, no two of them the same one. */
  public ImportReport.Written putMerchants(List<Merchant> merchants) {
    return merchants.isEmpty()
        ? new ImportReport.Written(0, 0)
        : jdbc.sql(
                """
                with written as (
                  insert into merchant as m (tenant, id, name, category_code, country, status)
                  select * from unnest(:tenant::text[], :id::text[], :name::text[],
                                       :category::text[], :country::text[], :status::text[]) as given
                   order by 1, 2
                  on conflict (tenant, id) do update
                    set name = excluded.name, category_code = excluded.category_code,
                        country = excluded.country, status = excluded.status,
                        changed_at = now(), xid = pg_current_xact_id()
                  where (m.name, m.category_code, m.country, m.status) is distinct from
                        (excluded.name, excluded.category_code, excluded.country, excluded.status)
                  returning m.xmax = 0 as added)
                select count(*) filter (where added), count(*) filter (where not added) from written
                """)
            .param("tenant", column(merchants, Merchant::tenant))
            .param("id", column(merchants, Merchant::id))
            .param("name", column(merchants, Merchant::name))
            .param("category", column(merchants, Merchant::categoryCode))
            .param("country", column(merchants, Merchant::country))
            .param("status", column(merchants, merchant -> merchant.status().word()))
            .query((row, n) -> new ImportReport.Written(row.getLong(1), row.getLong(2)))
            .single();
  }

  /** Adds or changes terminals, no two of them the same one; their merchants are there. */
  public ImportReport.Written putTerminals(List<MerchantTerminal> terminals) {
    return terminals.isEmpty()
        ? new ImportReport.Written(0, 0)
        : jdbc.sql(
                """
                with written as (
                  insert into terminal as t
                    (tenant, merchant, id, status, key_sha256, certificate_sha256)
                  select * from unnest(:tenant::text[], :merchant::text[], :id::text[],
                                       :status::text[], :key::text[], :certificate::text[]) as given
                   order by 1, 2, 3
                  on conflict (tenant, merchant, id) do update
                    set status = excluded.status, key_sha256 = excluded.key_sha256,
                        certificate_sha256 = excluded.certificate_sha256,
                        changed_at = now(), xid = pg_current_xact_id()
                  where (t.status, t.key_sha256, t.certificate_sha256) is distinct from
                        (excluded.status, excluded.key_sha256, excluded.certificate_sha256)
                  returning t.xmax = 0 as added)
                select count(*) filter (where added), count(*) filter (where not added) from written
                """)
            .param("tenant", column(terminals, MerchantTerminal::tenant))
            .param("merchant", column(terminals, MerchantTerminal::merchant))
            .param("id", column(terminals, MerchantTerminal::id))
            .param("status", column(terminals, terminal -> terminal.status().word()))
            .param("key", column(terminals, MerchantTerminal::keySha256))
            .param("certificate", column(terminals, MerchantTerminal::certificateSha256))
            .query((row, n) -> new ImportReport.Written(row.getLong(1), row.getLong(2)))
            .single();
  }

  private static <T> @Nullable String[] column(List<T> rows, Function<T, @Nullable String> value) {
    return rows.stream().map(value).toArray(String[]::new);
  }
}
