package io.pareidolia.dream.graph.rule;

import java.util.List;

/**
 * A gradient in four parts: those of its pixels in even and in odd rows and columns, counted from {@code before} pixels
 * in front of it. What lies outside it is zero.
 *
 * @param parts even rows and even columns, even and odd, odd and even, odd and odd; all of one shape
 * @param rowsBefore 0 or 1
 * @param columnsBefore 0 or 1
 * @param rows of each part
 * @param columns of each part
 */
record Phases(List<String> parts, long rowsBefore, long columnsBefore, long rows, long columns) {
    String at(int rowParity, int columnParity) {
        return parts.get(2 * rowParity + columnParity);
    }

    long before(int axis) {
        return axis == 0 ? rowsBefore : columnsBefore;
    }

    long places(int axis) {
        return axis == 0 ? rows : columns;
    }
}
