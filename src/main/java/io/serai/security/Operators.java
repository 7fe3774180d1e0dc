package io.serai.security;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** The people who run the hub, each with a name, a password (kept as bcrypt) and a role. */
@Component
public class Operators implements UserDetailsService {

  /** What an operator may do. */
  public enum Role {
    /** Everything. */
    OPERATOR,
    /** Look only. */
    VIEWER;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final JdbcClient jdbc;
  private final PasswordEncoder encoder;

  /** The operators in a database. */
  public Operators(JdbcClient jdbc, PasswordEncoder encoder) {
    this.jdbc = jdbc;
    this.encoder = encoder;
  }

  /**
   * The name of the operator whose request this thread serves, to be recorded with what it does.
   *
   * @throws SeraiException with {@link ErrorCode#UNAUTHORIZED} outside of such a request
   */
  public static String name() {
    Authentication who = SecurityContextHolder.getContext().getAuthentication();
    if (who == null || !who.isAuthenticated()) {
      throw new SeraiException(ErrorCode.UNAUTHORIZED, "no operator is signed in");
    }
    return who.getName();
  }

  /** Creates the operator, or gives it another password and role. */
  public void put(String name, String password, Role role) {
    putHashed(name, encoder.encode(password), role);
  }

  /** The same with what bcrypt has made of the password. */
  void putHashed(String name, String hash, Role role) {
    jdbc.sql(
            """
            insert into operator (name, password_hash, role) values (:name, :hash, :role)
            on conflict (name) do update
              set password_hash = excluded.password_hash, role = excluded.role
            """)
        .param("name", name)
        .param("hash", hash)
        .param("role", role.word())
        .update();
  }

  @Override
  public UserDetails loadUserByUsername(String name) {
    return jdbc.sql("select name, password_hash, role from operator where name = :name")
        .param("name", name)
        .query(
            (row, n) ->
                User.withUsername(row.getString("name"))
                    .password(row.getString("password_hash"))
                    .roles(row.getString("role").toUpperCase(Locale.ROOT))
                    .build())
        .optional()
        .orElseThrow(() -> new UsernameNotFoundException("no such operator"));
  }
}
