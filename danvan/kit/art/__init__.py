"""The portal's drawings as SVG text: grains, flower, seed head, glyphs and charts. Geometry only, no Django."""
