package io.serai.routing.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a YAML file says, with the place of everything. Immutable. */
sealed interface Yaml {

  /** Where it begins. */
  Place at();

  /** A text, number or whatever else is written in one piece; null is an empty one. */
  record Text(Place at, String value, boolean empty) implements Yaml {}

  /** A list. */
  record Many(Place at, List<Yaml> items) implements Yaml {}

  /** Names with values, in their order. */
  record Fields(Place at, Map<String, Field> fields) implements Yaml {

    Optional<Yaml> get(String name) {
      return Optional.ofNullable(fields.get(name)).map(Field::value);
    }

    Optional<Fields> fieldsOf(String name) {
      return get(name).filter(Fields.class::isInstance).map(Fields.class::cast);
    }

    Optional<Text> text(String name) {
      return get(name).filter(Text.class::isInstance).map(Text.class::cast);
    }
  }

  /** One of the {@link Fields}; the place is the name's. */
  record Field(Place at, String name, Yaml value) {}

  /** Follows names down. */
  default Optional<Yaml> find(String... names) {
    Optional<Yaml> found = Optional.of(this);
    for (String name : names) {
      found =
          found.filter(Fields.class::isInstance).map(Fields.class::cast).flatMap(f -> f.get(name));
    }
    return found;
  }

  /** Every text below. */
  default List<Text> texts() {
    if (this instanceof Text text) {
      return List.of(text);
    }
    List<Yaml> below =
        this instanceof Many many
            ? many.items()
            : ((Fields) this).fields().values().stream().map(Field::value).toList();
    return below.stream().flatMap(one -> one.texts().stream()).toList();
  }
}
