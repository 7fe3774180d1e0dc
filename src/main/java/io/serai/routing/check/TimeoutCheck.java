package io.serai.routing.check;

/** R3: every call to the outside ends by itself. */
final class TimeoutCheck implements Check {

  @Override
  public void look(Scene scene, Findings found) {
    for (Call call : scene.calls()) {
      Rules.Component component = scene.rules().components().get(call.scheme());
      if (component != null
          && !call.consumer()
          && component.to().contains(call.zone())
          && !component.timeout().isEmpty()) {
        String limit = call.option(component.timeout()).map(Call.Option::value).orElse("").strip();
        if ((limit.isEmpty() && !call.meant(component.timeout()))
            || limit.matches("-.*|0+(ms|[smhd])?")) {
          found.add(
              Rule.R3,
              call.option(component.timeout()).map(Call.Option::at).orElse(call.at()),
              call.scheme(),
              "this call has no time-out",
              "add " + component.timeout() + ": \"{{silenceMillis}}\" below parameters");
        }
      }
    }
  }
}
