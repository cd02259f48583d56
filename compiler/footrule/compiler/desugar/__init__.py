"""Module -> kernel: each first-class construct becomes inputs, rules and requirements that anyone could have written.

One module a construct. What a construct was is kept beside the kernel (`Kernel`), because documents, inventories and
test suites speak of stages and allocation methods, not of the rules made from them.
"""
