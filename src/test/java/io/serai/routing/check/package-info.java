@NullMarked
package io.serai.routing.check;

import org.jspecify.annotations.NullMarked;
