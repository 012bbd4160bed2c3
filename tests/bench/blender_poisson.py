# Blender's "Distribute Points on Faces (Poisson)" on a mesh, to a wanted count:
#   blender --background --factory-startup --python blender_poisson.py -- MESH.ply COUNT POINTS.xyz
# Prints "seconds S" of the one evaluation that gave the points; finding the distance that gives the count is not timed.
import sys
import time

import bpy

mesh_path, count, out_path = sys.argv[sys.argv.index("--") + 1 :]
count = int(count)

# A PLY in words, as the bench writes it; read by hand, because the importers turn axes.
lines = open(mesh_path).read().split("\n")
sizes = [int(line.split()[2]) for line in lines if line.startswith("element")]
body = lines[lines.index("end_header") + 1 :]
vertices = [[float(word) for word in line.split()] for line in body[: sizes[0]]]
faces = [[int(word) for word in line.split()[1:]] for line in body[sizes[0] : sizes[0] + sizes[1]]]
mesh = bpy.data.meshes.new("skin")
mesh.from_pydata(vertices, [], faces)
area = sum(polygon.area for polygon in mesh.polygons)
skin = bpy.data.objects.new("skin", mesh)
bpy.context.collection.objects.link(skin)

nodes = bpy.data.node_groups.new("dots", "GeometryNodeTree")
nodes.inputs.new("NodeSocketGeometry", "Geometry")
nodes.outputs.new("NodeSocketGeometry", "Geometry")
start = nodes.nodes.new("NodeGroupInput")
dots = nodes.nodes.new("GeometryNodeDistributePointsOnFaces")
dots.distribute_method = "POISSON"
to_vertices = nodes.nodes.new("GeometryNodePointsToVertices")
end = nodes.nodes.new("NodeGroupOutput")
nodes.links.new(start.outputs[0], dots.inputs["Mesh"])
nodes.links.new(dots.outputs["Points"], to_vertices.inputs[0])
nodes.links.new(to_vertices.outputs[0], end.inputs[0])
skin.modifiers.new("dots", "NODES").node_group = nodes


def place(distance):
    dots.inputs["Distance Min"].default_value = distance
    dots.inputs["Density Max"].default_value = 10.0 * count / area
    skin.update_tag()
    begun = time.perf_counter()
    placed = skin.evaluated_get(bpy.context.evaluated_depsgraph_get()).data
    return time.perf_counter() - begun, placed


low, high = 0.0, 2.0 * (area / count) ** 0.5
for _ in range(14):
    seconds, placed = place(0.5 * (low + high))
    if abs(len(placed.vertices) - count) <= 0.001 * count:
        break
    if len(placed.vertices) > count:
        low = 0.5 * (low + high)
    else:
        high = 0.5 * (low + high)
with open(out_path, "w") as out:
    for vertex in placed.vertices:
        out.write("%.6f %.6f %.6f\n" % tuple(vertex.co))
print("seconds", seconds)
