package io.serai.security;

import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Creates the sandbox's credentials, if there are to be any. Can be repeated. */
@Component
class SandboxCredentials {

  /** The name of the sandbox's operator. */
  static final String OPERATOR = "sandbox";

  /** As bcrypt writes it: version, cost, salt and hash. */
  private static final Pattern HASH = Pattern.compile("\\$2[aby]\\$[0-9]{2}\\$[./0-9A-Za-z]{53}");

  private final SandboxProperties properties;
  private final ApiKeys keys;
  private final Operators operators;

  SandboxCredentials(SandboxProperties properties, ApiKeys keys, Operators operators) {
    this.properties = properties;
    this.keys = keys;
    this.operators = operators;
  }

  void put() {
    if (properties.apiKey() != null) {
      keys.put(properties.apiKey(), properties.tenant());
    }
    String password = properties.operatorPassword();
    if (password != null) {
      if (HASH.matcher(password).matches()) {
        operators.putHashed(OPERATOR, password, Operators.Role.OPERATOR);
      } else {
        operators.put(OPERATOR, password, Operators.Role.OPERATOR);
      }
    }
  }
}
