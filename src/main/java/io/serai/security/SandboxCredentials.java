package io.serai.security;

import org.springframework.stereotype.Component;

/** Creates the sandbox's credentials, if there are to be any. Can be repeated. */
@Component
class SandboxCredentials {

  /** The name of the sandbox's operator. */
  static final String OPERATOR = "sandbox";

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
    if (properties.operatorPassword() != null) {
      operators.put(OPERATOR, properties.operatorPassword(), Operators.Role.OPERATOR);
    }
  }
}
