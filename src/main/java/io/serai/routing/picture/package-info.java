/** The picture of what the routes do: a layered layout and plain SVG, without any tool. */
@NamedInterface("picture")
@NullMarked
package io.serai.routing.picture;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
