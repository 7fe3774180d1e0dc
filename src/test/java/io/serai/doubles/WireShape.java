package io.serai.doubles;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** How one provider writes requests and answers. */
interface WireShape {

  /**
   * Understands a request.
   *
   * @throws BadRequest where it is not this provider's language, or has no credential
   */
  Call read(HttpCall http) throws BadRequest;

  /** Puts the book's word into the provider's. */
  Reply.Json write(Call call, Verdict verdict);

  /** The 503 by which this provider promises that nothing was done. */
  Reply.Json unavailable();

  /** The answer to what could not be understood. */
  Reply.Json invalid(BadRequest bad);

  /** An empty JSON object. */
  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
