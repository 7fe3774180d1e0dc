package io.serai.doubles;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A body of {@code application/x-www-form-urlencoded}, read strictly. */
record Form(Map<String, List<String>> fields) {

  private static final String TYPE = "application/x-www-form-urlencoded";

  static Form of(HttpCall call) throws BadRequest {
    if (call.body().length == 0) {
      return new Form(Map.of());
    }
    if (!call.headers().get(HttpHeaderNames.CONTENT_TYPE, "").startsWith(TYPE)) {
      throw new BadRequest("Content-Type", "must be " + TYPE);
    }
    String text = new String(call.body(), StandardCharsets.UTF_8);
    return new Form(new QueryStringDecoder(text, StandardCharsets.UTF_8, false).parameters());
  }

  String text(String name) throws BadRequest {
    List<String> values = fields.getOrDefault(name, List.of());
    if (values.size() != 1 || values.get(0).isBlank()) {
      throw new BadRequest(name, values.size() > 1 ? "must stand once" : "is missing");
    }
    return values.get(0);
  }

  long amount(String name) throws BadRequest {
    String text = text(name);
    if (!text.matches("[1-9][0-9]{0,11}")) {
      throw new BadRequest(name, "must be a whole number of minor units, 1 or more");
    }
    return Long.parseLong(text);
  }

  /** Minor units; 0 where the field is absent. */
  long optionalAmount(String name) throws BadRequest {
    return fields.containsKey(name) ? amount(name) : 0;
  }
}
