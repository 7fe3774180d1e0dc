package io.serai.doubles;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** How a provider that is asked over HTTP writes requests and answers. */
interface WireShape extends Shape<HttpCall> {

  /** Puts the book's word into the provider's. */
  Reply.Json write(Call call, Verdict verdict);

  /** The 503 by which this provider promises that nothing was done. */
  Reply.Json unavailable();

  /** The answer to what could not be understood. */
  Reply.Json invalid(BadRequest bad);

  @Override
  default Reply write(HttpCall request, Call call, Verdict verdict) {
    return write(call, verdict);
  }

  @Override
  default Reply unavailable(HttpCall request) {
    return unavailable();
  }

  @Override
  default Reply invalid(HttpCall request, BadRequest bad) {
    return invalid(bad);
  }

  /** An empty JSON object. */
  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
