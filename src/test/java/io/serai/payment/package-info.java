@NullMarked
package io.serai.payment;

import org.jspecify.annotations.NullMarked;
