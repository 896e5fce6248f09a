"""How dates, money and areas are written."""

from django import template

register = template.Library()
