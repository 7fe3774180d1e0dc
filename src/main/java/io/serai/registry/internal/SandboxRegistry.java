package io.serai.registry.internal;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The sandbox's merchants and terminals. What is there already stays as it is. */
final class SandboxRegistry {

  private SandboxRegistry() {}

  static void put(JdbcClient jdbc, String tenant) {
    var unused =
        jdbc.sql(
                """
                with shop as (
                  insert into merchant (tenant, id, name, category_code, country, status)
                  select :tenant, id, 'Corner shop', '5411', 'KR', 'active'
                    from unnest(array['MERCHANT0000001', 'MERCHANT01']) as id
                  on conflict do nothing returning tenant, id)
                insert into terminal (tenant, merchant, id, status)
                select tenant, id, 'TERM0001', 'active' from shop
                on conflict do nothing
                """)
            .param("tenant", tenant)
            .update();
  }
}
