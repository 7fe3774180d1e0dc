package io.serai.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The API keys of tenants as they are kept: a SHA-256 each. Keys are random and long, so a plain
 * hash is enough, and it can be looked up. Blocking; the entries ask {@link Tenants} instead.
 */
@Component
public class ApiKeys {

  /** How every API key begins. */
  public static final String PREFIX = "sk_";

  private static final SecureRandom RANDOM = new SecureRandom();

  private final JdbcClient jdbc;

  /** The keys in a database. */
  public ApiKeys(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** SHA-256 in hex, as it stands in the table. */
  public static String hash(String apiKey) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(apiKey.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** A new key of 256 random bits; it is in nobody's name yet. */
  public static String random() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Makes the key the tenant's, also when it was another's or revoked. */
  public void put(String apiKey, String tenant) {
    jdbc.sql(
            """
            insert into api_key (hash, tenant) values (:hash, :tenant)
            on conflict (hash) do update set tenant = excluded.tenant, revoked_at = null
            """)
        .param("hash", hash(apiKey))
        .param("tenant", tenant)
        .update();
  }

  /** Ends the key. Processes hear of it within their refresh interval. */
  public boolean revoke(String apiKey) {
    return jdbc.sql(
                "update api_key set revoked_at = now() where hash = :hash and revoked_at is null")
            .param("hash", hash(apiKey))
            .update()
        == 1;
  }

  /** Tenants by hash, of all keys that are valid. */
  Map<String, String> all() {
    return jdbc
        .sql("select hash, tenant from api_key where revoked_at is null")
        .query((row, n) -> Map.entry(row.getString("hash"), row.getString("tenant")))
        .list()
        .stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
