/** Tests of the check of routes. */
@NamedInterface("check") // this file hides the other of the package, whose borders are verified
@NullMarked
package io.serai.routing.check;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
